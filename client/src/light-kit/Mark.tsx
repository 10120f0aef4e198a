/** @jsxImportSource preact */

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="20" />
      <path d="M6 29c5.3-6 10.7-6 16 0s10.7 6 19.5 0" />
      <circle class="sun" cx="24" cy="15.5" r="3.6" />
    </svg>
  );
}
