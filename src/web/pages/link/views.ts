import type { ComponentType } from 'preact';
import { ConfirmAddress } from './confirm-address.tsx';
import type { OpenedLink } from './links.ts';
import { Invited } from './invited.tsx';
import { ResetPassword } from './reset-password.tsx';

/** A link that works, and what to do with it. */
export interface LinkViewProps {
  readonly token: string;
  readonly opened: OpenedLink;
  /** Says that the link turned out not to work any more. */
  readonly ended: () => void;
}

/** What the page of a link shows, one file a kind. */
export const views: Readonly<Record<OpenedLink['kind'], ComponentType<LinkViewProps>>> = {
  reset_password: ResetPassword,
  invitation: Invited,
  verify_email: ConfirmAddress,
  change_email: ConfirmAddress,
};
