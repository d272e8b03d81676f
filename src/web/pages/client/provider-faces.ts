// The bundler runs the macro and inserts its result, so the bundle does not contain the registry.
import { readProviderFaces } from '../../../core/providers/faces.ts' with { type: 'macro' };

export const providerFaces = readProviderFaces();
