import { ModeSection } from './mode-section.tsx';
import { PolicySection } from './policy-section.tsx';

/** Settings of registration and of the password rules. */
export function RegistrationPage() {
  return (
    <>
      <ModeSection />
      <PolicySection />
    </>
  );
}
