// The types that the runtime takes from the generated part of the file: there, they come from the API document.
import type { Static } from 'elysia';
import type { logoutAnswerSchema } from '../../src/features/sessions/schema.ts';

export type { ErrorBody } from '../../src/http/error-handler.ts';

export type LogoutAnswer = Static<typeof logoutAnswerSchema>;
