import { ModeSection } from './mode-section.tsx';
import { PolicySection } from './policy-section.tsx';

/** How people join, and with what passwords. */
export function RegistrationPage() {
  return (
    <>
      <ModeSection />
      <PolicySection />
    </>
  );
}
