import './wordmark.css';

/** The emblem (a horizon in a circle: the whole picture) and the name. */
export function Wordmark({ name, below }: { readonly name: string; readonly below: string | null }) {
  return (
    <div className="wordmark">
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle cx="24" cy="24" r="20" fill="none" stroke="var(--brand)" strokeWidth="2.6" />
        <path
          d="M5 29c6-6 11.5-6 17 0s11.5 6 21 0"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <path
          d="M10.5 36.5c4.5-3.6 8.5-3.6 12.5 0s8.5 3.6 14.5 0"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
          strokeLinecap="round"
          opacity="0.55"
        />
        <circle cx="24" cy="15.5" r="4" fill="var(--brand)" />
      </svg>
      <div>
        <p className="wordmark-name">{name}</p>
        {below && <p className="wordmark-below">{below}</p>}
      </div>
    </div>
  );
}
