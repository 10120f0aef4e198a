// What the server says to the text as it stands: asked a moment after the last key, and only of text that is YAML.
import type { SceneChecked, SceneProblem } from '@ioc/contracts/api/scenes';
import { useEffect, useState } from 'react';
import { ApiError, askJson } from '../../../api/request.ts';

const PAUSE_MS = 350;

export interface Check {
  readonly state: 'checking' | 'good' | 'bad' | 'unreached';
  readonly problems: readonly SceneProblem[];
}

const NONE: readonly SceneProblem[] = [];

async function asked(text: string, scene: string): Promise<Check> {
  try {
    const { problems } = await askJson<SceneChecked>('POST', '/api/v1/scenes/check', { text, scene });
    return { state: problems.length > 0 ? 'bad' : 'good', problems };
  } catch (error) {
    const { status, message } = error instanceof ApiError ? error : new ApiError(0, null);
    if (status !== 400 && status !== 413) return { state: 'unreached', problems: NONE };
    return { state: 'bad', problems: [{ line: 1, at: '', message }] };
  }
}

/** `faults`: why it is no YAML, found here. */
export function useCheck(text: string, scene: string, faults: readonly SceneProblem[]): Check {
  const [answer, setAnswer] = useState<{ readonly text: string; readonly check: Check } | null>(null);
  const isYaml = faults.length === 0;
  useEffect(() => {
    if (!isYaml) return undefined;
    let isGone = false;
    const ask = async () => {
      const check = await asked(text, scene);
      if (!isGone) setAnswer({ text, check });
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [text, scene, isYaml]);
  if (!isYaml) return { state: 'bad', problems: faults };
  if (answer?.text === text) return answer.check;
  return { state: 'checking', problems: answer?.check.problems ?? NONE };
}
