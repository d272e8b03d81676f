import { t } from 'elysia';
import { messageSchema } from '../sessions/model.ts';
import { userSchema } from '../users/model.ts';

export const imageRemovedSchema = t.Composite([userSchema, messageSchema], {
  title: 'ProfileImageRemoved',
  description: 'The person as they are now, and a sentence',
});
