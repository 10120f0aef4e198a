// One rem in CSS pixels, for what is drawn on a canvas or measured in numbers: the wall scales by its root font size.
import { useEffect, useState } from 'react';

const rootPx = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

export function useRemPx(): number {
  const [remPx, setRemPx] = useState(rootPx);
  useEffect(() => {
    const measure = () => setRemPx(rootPx());
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return remPx;
}
