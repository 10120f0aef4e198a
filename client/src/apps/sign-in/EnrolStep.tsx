import { useState } from 'react';
import { RecoveryCodeSheet } from '../../account-kit/RecoveryCodeSheet.tsx';
import { TotpEnrolment } from '../../account-kit/TotpEnrolment.tsx';
import { useAccessText } from '../../i18n/access-text.ts';

/** An administrator sets up codes before anything else opens; `onDone` when the recovery codes are kept. */
export function EnrolStep({
  onDone,
  onCodes,
}: {
  readonly onDone: () => void;
  readonly onCodes: () => void;
}) {
  const text = useAccessText();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes)
    return (
      <>
        <h1>{text.recovery.title}</h1>
        <RecoveryCodeSheet codes={codes} onKept={onDone} />
      </>
    );
  return (
    <>
      <h1>{text.enrol.title}</h1>
      <p>{text.enrol.why}</p>
      <TotpEnrolment
        onDone={(fresh) => {
          onCodes();
          setCodes(fresh);
        }}
      />
    </>
  );
}
