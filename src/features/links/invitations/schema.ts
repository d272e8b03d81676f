import { t } from 'elysia';

const description =
  'The token of an invitation, which follows the # in its link: a new account is active at once, in every registration mode, and has the role and the groups of the invitation';

/** The token of an invitation in a request body. */
export const invitationField = t.Optional(t.Union([t.String(), t.Null()], { description }));

/** The token of an invitation in an address. */
export const invitationParameter = t.Optional(t.String({ description }));
