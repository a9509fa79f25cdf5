import { useEffect, useRef, useState } from 'preact/hooks';

const CALM_MS = 3000;

/**
 * A list does not re-order under a finger: for 3 s after a touch it keeps its rows and says how many are new. Bind
 * `onPointerDown` to the list's element.
 */
export function useSteady<T>(items: readonly T[], keyOf: (item: T) => string): { items: readonly T[]; fresh: number; onPointerDown: () => void } {
  const touchedAt = useRef(-Infinity);
  const order = useRef<string[]>([]);
  const [, redraw] = useState(0);
  const calmFor = touchedAt.current + CALM_MS - performance.now();
  useEffect(() => {
    if (calmFor <= 0) return;
    const timer = setTimeout(() => redraw((n) => n + 1), calmFor);
    return () => clearTimeout(timer);
  });
  const onPointerDown = (): void => {
    touchedAt.current = performance.now();
  };
  if (calmFor <= 0) {
    order.current = items.map(keyOf);
    return { items, fresh: 0, onPointerDown };
  }
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  const kept = order.current.flatMap((key) => byKey.get(key) ?? []);
  return { items: kept, fresh: items.length - kept.length, onPointerDown };
}
