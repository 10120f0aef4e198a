// Sending a form: one at a time, with what went wrong kept until the next try.
import { useState } from 'react';
import { ApiError } from './request.ts';

export interface Submit {
  readonly busy: boolean;
  readonly error: ApiError | null;
  /** Runs the action unless one is on its way; true when it went well. */
  readonly run: (action: () => Promise<void>) => Promise<boolean>;
  readonly clear: () => void;
}

export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const run = async (action: () => Promise<void>) => {
    if (busy) return false;
    setBusy(true);
    setError(null);
    try {
      await action();
      return true;
    } catch (failure) {
      if (!(failure instanceof ApiError)) console.error(failure);
      setError(failure instanceof ApiError ? failure : new ApiError(0, null));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run, clear: () => setError(null) };
}
