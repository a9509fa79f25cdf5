/** After this long without a touch or a key what a page asks for is its own doing, not a person's. */
const ATTENDED_MS = 30_000;

let touchedMs = performance.now();

/** Whether somebody is at this screen. The service ends the session of a screen that nobody attends. */
export function attended(): boolean {
  return performance.now() - touchedMs < ATTENDED_MS;
}

/** Notes every touch, key and scan, and calls `onTouch` for it. */
export function startAttendance(onTouch: () => void): () => void {
  const touched = (): void => {
    touchedMs = performance.now();
    onTouch();
  };
  const names = ['pointerdown', 'keydown', 'wheel'] as const;
  for (const name of names) addEventListener(name, touched, { capture: true, passive: true });
  return () => {
    for (const name of names) removeEventListener(name, touched, { capture: true });
  };
}
