// A text of a query with a control character is refused: `search=%00` found everybody.
import { type Scenario, scenarios } from '../support/scenario.ts';
import { addSignedIn } from '../support/people.ts';

const controls = ['%00', '%0A', '%0D', '%1F', '%7F', '%C2%80', '%C2%85', '%C2%9F'];
const parameters = [
  ['/api/admin/users', 'search'],
  ['/api/admin/audit', 'event'],
] as const;

scenarios(
  'a query with a control character',
  parameters.flatMap(([path, field]) =>
    controls.flatMap((control) =>
      [control, `ada${control}`, `${control}ada`, `a${control}da`].map((text): Scenario => ({
        name: `is refused: ${path}?${field}=${text}`,
        request: `GET ${path}?${field}=${text}`,
        arrange: async (app) => {
          const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });
          return { bearer };
        },
        status: 400,
        code: 'validation_failed',
        message: `${field} must not contain control characters`,
      })),
    ),
  ),
);
