import type { ComponentChildren } from 'preact';
import { t } from '../i18n';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Digits for a screen without a keyboard. It never takes the focus from the field that it fills. */
export function Pad({ onPress, children }: { onPress: (key: string) => void; children?: ComponentChildren }) {
  const key = (name: string, label: string, text: ComponentChildren) => (
    <button key={name} type="button" class="button pad-key" tabIndex={-1} aria-label={label} onPointerDown={(event) => event.preventDefault()} onClick={() => onPress(name)}>{text}</button>
  );
  return (
    <div class="pad" role="group" aria-label={t('sign.pad')}>
      {KEYS.map((digit) => key(digit, digit, digit))}
      {key('erase', t('sign.padErase'), <EraseIcon />)}
      {key('0', '0', '0')}
      {children ?? <button type="submit" class="button pad-key" tabIndex={-1} aria-label={t('sign.do')}>✓</button>}
    </div>
  );
}

function EraseIcon() {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 6h12v12H8l-5-6zM11 9.500l5 5M16 9.500l-5 5" /></svg>;
}
