import { site } from '../client/site.ts';
import { AnchorIcon } from './icons.tsx';

/** The logo of the server, or an anchor; hidden from screen readers, because the name is shown beside it. */
export function Logo({ isSmall = false }: { readonly isSmall?: boolean }) {
  const size = isSmall ? ' small' : '';
  const { logo, logoDark } = site.brand;
  if (logo === null) {
    return (
      <span class={`mark${size}`} aria-hidden="true">
        <AnchorIcon />
      </span>
    );
  }
  return (
    <>
      <img class={`logo${size} ${logoDark === null ? '' : 'for-light'}`} src={logo} alt="" />
      {logoDark !== null && <img class={`logo${size} for-dark`} src={logoDark} alt="" />}
    </>
  );
}
