import { t } from 'elysia';
import { messageSchema } from '../../sessions/schema.ts';
import { userSchema } from '../../users/schema.ts';

export const imageRemovedSchema = t.Composite([userSchema, messageSchema], {
  title: 'ProfileImageRemoved',
  description: 'The updated user and a message',
});
