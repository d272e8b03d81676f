import type { BaseCatalogue } from '../catalogue.ts';
import { account } from './account.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { frame } from './frame.ts';
import { signIn } from './sign-in.ts';

/** The German texts of the pages for everybody. */
export const base: BaseCatalogue = { ...frame, ...errors, ...fields, ...signIn, ...account };
