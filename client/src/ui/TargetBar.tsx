import './target-bar.css';

interface Props {
  /** Ratio 0..1. */
  readonly value: number | null;
  readonly target: number | null;
}

const percent = (ratio: number) => `${Math.min(100, Math.max(0, ratio * 100))}%`;

/** How far a ratio has come, with a tick where the target stands. */
export function TargetBar({ value, target }: Props) {
  return (
    <div className="target-bar" aria-hidden="true">
      <div className="target-bar-fill" style={{ width: percent(value ?? 0) }} />
      {target !== null && <div className="target-bar-goal" style={{ left: percent(target) }} />}
    </div>
  );
}
