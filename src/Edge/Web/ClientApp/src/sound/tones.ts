import { signal } from '@preact/signals';
import { sound } from '../state/screen';

/** A browser may sound only after a touch; until then the header says that this screen is mute. */
export const audible = signal(false);

let context: AudioContext | null = null;

/** Plays pulses at a pitch. Sounds are made, not loaded. */
function pulses(count: number, hertz: number, milliseconds: number, pauseMs = milliseconds): void {
  if (sound.value === 'off' || context?.state !== 'running') return;
  for (let pulse = 0; pulse < count; pulse++) {
    const from = context.currentTime + (pulse * (milliseconds + pauseMs)) / 1000;
    const until = from + milliseconds / 1000;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.25, from + 0.008);
    volume.gain.setValueAtTime(0.25, until - 0.01);
    volume.gain.linearRampToValueAtTime(0, until);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(until);
  }
}

function wake(): Promise<void> {
  context ??= new AudioContext();
  return context.resume().then(() => {
    audible.value = true;
  });
}

/** The touch that lets the browser sound. */
export function testSound(): void {
  void wake().then(() => pulses(3, 880, 120));
}

/** Any first touch or key will do; browsers count nothing else as a wish to hear. */
export function wakeAtFirstTouch(): () => void {
  const once = (): void => void wake();
  addEventListener('pointerdown', once, { once: true });
  addEventListener('keydown', once, { once: true });
  return () => {
    removeEventListener('pointerdown', once);
    removeEventListener('keydown', once);
  };
}

export const soundTaken = (): void => pulses(1, 1320, 60);
export const soundRefused = (): void => pulses(2, 220, 150, 80);
export const soundCritical = (): void => pulses(10, 988, 120, 80);
export const soundHigh = (): void => pulses(3, 784, 160, 120);
export const soundMedium = (): void => pulses(1, 659, 250);
/** One pulse, higher the nearer. @param nearness 1, far, to 10, here. */
export const soundNear = (nearness: number): void => pulses(1, 300 + nearness * 110, 70);
export const soundNotLive = (): void => pulses(1, 262, 400);
