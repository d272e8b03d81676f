import { account } from './account.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { frame } from './frame.ts';
import { signIn } from './sign-in.ts';

/** The English texts of the pages that all people see. */
export const base = { ...frame, ...errors, ...fields, ...signIn, ...account } as const;
