import type { ComponentChildren } from 'preact';

/** Takes colour and size from the surrounding text; hidden from screen readers. */
function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

const icon = (path: string) => () => (
  <Icon>
    <path d={path} />
  </Icon>
);

export const AnchorIcon = icon(
  'M12 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM12 7v14M8.5 10.5h7M4 14c.5 4.3 3.6 7 8 7s7.5-2.7 8-7M2.8 16 4 14l2 1.3M21.2 16 20 14l-2 1.3',
);
export const GroupIcon = icon('M3.5 11V4.5H10l10.5 10.5-6.5 6.5zM7.5 8.4v.1');
export const WarningIcon = icon('M12 3.5 2.5 20h19zM12 10v4.5M12 17.3v.1');
export const InfoIcon = icon('M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5.5M12 7.6v.1');
export const CheckIcon = icon('M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM8 12.3l2.8 2.8L16 9.5');
export const TickIcon = icon('M5 12.5l4.5 4.5L19 7.5');
export const CloseIcon = icon('M6 6l12 12M18 6 6 18');
export const EyeIcon = icon(
  'M2 12c2-4 5.7-6.5 10-6.5S20 8 22 12c-2 4-5.7 6.5-10 6.5S4 16 2 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
);
export const EyeOffIcon = icon(
  'M4 4l16 16M9.9 5.7A10 10 0 0 1 12 5.5c4.3 0 8 2.5 10 6.5a13 13 0 0 1-2.6 3.5M6.5 7.3A13 13 0 0 0 2 12c2 4 5.7 6.5 10 6.5 1.6 0 3.2-.4 4.6-1M10 10a3 3 0 0 0 4.2 4.2',
);
export const CopyIcon = icon(
  'M9 8h10a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM16 4.5V4a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1',
);
export const KeyIcon = icon(
  'M15.5 3a5.5 5.5 0 1 1-2.7 10.3L11 15H9v2H7v2H4a1 1 0 0 1-1-1v-2l7.7-7.7A5.5 5.5 0 0 1 15.5 3zM16.5 7.5v.1',
);
export const SignatureIcon = icon(
  'M4 20l1-4.2L16.3 4.5a2.1 2.1 0 0 1 3 3L8.2 19zM14 6.8l3 3M13 20h7',
);
export const UserIcon = icon(
  'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c.8-3.8 3.7-6 7.5-6s6.7 2.2 7.5 6',
);
export const UsersIcon = icon(
  'M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM2.5 20c.6-3.4 3.1-5.3 6.5-5.3s5.9 1.9 6.5 5.3M15.5 5.2a3.5 3.5 0 0 1 0 6.6M17.5 15c2.2.6 3.6 2.4 4 5',
);
export const DesktopIcon = icon(
  'M4 4.5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1zM12 16.5V20M8 20.5h8',
);
export const PhoneIcon = icon(
  'M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5zM11 18.5h2',
);
export const MailIcon = icon('M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5');
export const LinkIcon = icon(
  'M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.5-1.5',
);
export const SignOutIcon = icon(
  'M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h11M17.5 8.5 21 12l-3.5 3.5',
);
export const ShieldIcon = icon(
  'M12 3l7.5 2.8v5.4c0 4.6-3 8-7.5 9.8-4.5-1.8-7.5-5.2-7.5-9.8V5.8zM9 12l2.2 2.2L15.3 10',
);
export const ClockIcon = icon('M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7v5l3.5 2');
export const SearchIcon = icon('M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l4.5 4.5');
export const ChevronIcon = icon('M9.5 5.5 16 12l-6.5 6.5');
export const PlusIcon = icon('M12 5v14M5 12h14');
export const OverviewIcon = icon('M4 4h7v7H4zM13 4h7v4h-7zM13 11h7v9h-7zM4 14h7v6H4z');
export const RegistrationIcon = icon(
  'M6 20.5V4.5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v16M3.5 20.5h17M14.5 12v.1',
);
export const ListIcon = icon('M8.5 6H20M8.5 12H20M8.5 18H20M4.5 6v.1M4.5 12v.1M4.5 18v.1');
export const LockIcon = icon(
  'M6.5 10.5h11a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1zM8 10.5V8a4 4 0 0 1 8 0v2.5',
);
export const SkipIcon = icon('M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM8 12h8');
export const BackIcon = icon('M14.5 5.5 8 12l6.5 6.5');
export const UpIcon = icon('M12 19V5M6.5 10.5 12 5l5.5 5.5');
export const DownIcon = icon('M12 5v14M6.5 13.5 12 19l5.5-5.5');
export const DownloadIcon = icon('M12 4v11M7.5 10.5 12 15l4.5-4.5M4.5 19.5h15');
