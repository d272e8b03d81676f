import { type DocumentDecoration, Elysia } from 'elysia';
import { documented, errorResponses } from '../../../http/documented.ts';
import { createFileFieldReader } from '../../../http/multipart.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { serveUpload } from '../../../http/uploads.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { userSchema } from '../../users/schema.ts';
import { imageRemovedSchema } from './schema.ts';
import { maxImageBytes } from './rules.ts';
import type { ProfileImages } from './service.ts';

const tag = 'My account';

const imageField = {
  name: 'image',
  maxBytes: maxImageBytes,
  missing: 'image_required',
  tooLarge: 'image_too_large',
  maxHeldBytes: 48 * 1024 * 1024,
  maxSeconds: 120,
} as const;

export function imageRoutes(
  images: ProfileImages,
  { guards, readClient }: Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>,
) {
  const readImage = createFileFieldReader(imageField);
  return new Elysia()
    .use(guards)
    .post(
      '/api/auth/profile/image',
      async ({ person, request, server }) => {
        await images.countUpload(person.userId);
        const source = await readImage(request);
        const origin = readClient({ request, server });
        return images.setImage(person, source, origin);
      },
      {
        scope: 'profile',
        parse: 'none',
        detail: {
          ...documented({
            operation: 'uploadProfileImage',
            tag,
            summary: 'Change my picture',
            description:
              'JPEG, PNG or WebP by content, at most 5 MB and 40 megapixels. The picture is rotated upright, reduced to 512 pixels and stored without metadata, at a new address each time.',
            success: { description: 'The user with the new picture', schema: userSchema },
            errors: [
              'malformed_request',
              'image_required',
              'image_invalid',
              'image_too_large',
              'unsupported_media_type',
              'unsupported_image_type',
              'rate_limited',
              'server_busy',
            ],
          }),
          requestBody: imageForm,
        },
      },
    )
    .delete(
      '/api/auth/profile/image',
      async ({ person, request, server }) => {
        const user = await images.removeImage(person, readClient({ request, server }));
        return { ...user, message: 'Profile image removed successfully' };
      },
      {
        scope: 'profile',
        ownChange: true,
        detail: documented({
          operation: 'removeProfileImage',
          tag,
          summary: 'Remove my picture',
          description: 'Succeeds without a change when there is no picture.',
          success: { description: 'The user without a picture', schema: imageRemovedSchema },
        }),
      },
    )
    .get(
      '/uploads/profiles/:file',
      async ({ params, request, set }) =>
        serveUpload(await images.read(params.file), { request, set }),
      { detail: pictureDetail },
    );
}

const file = { type: 'string', format: 'binary' } as const;

const imageForm: NonNullable<DocumentDecoration['requestBody']> = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        title: 'ProfileImageRequest',
        type: 'object',
        required: ['image'],
        properties: { image: file },
      },
    },
  },
};

const pictureDetail: DocumentDecoration = {
  operationId: 'getProfileImage',
  tags: [tag],
  summary: 'Read a picture of a user',
  responses: {
    200: {
      description: 'The picture; the content at one address never changes',
      content: {
        'image/jpeg': { schema: file },
        'image/png': { schema: file },
        'image/webp': { schema: file },
      },
    },
    304: { description: 'Not modified: the client has this version' },
    ...errorResponses(['not_found']),
  },
};
