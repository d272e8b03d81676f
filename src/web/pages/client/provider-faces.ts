// A macro runs while the pages are bundled, and its answer takes its place: the registry stays on the server.
import { readProviderFaces } from '../../../core/providers/faces.ts' with { type: 'macro' };

export const providerFaces = readProviderFaces();
