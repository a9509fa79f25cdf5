import { useState } from 'preact/hooks';
import { readCelsius } from '../format/number';
import { t } from '../i18n';
import { phone } from '../state/screen';
import { Field } from './field';
import { Pad } from './pad';

/** The temperature in a box: typed, or put together on a screen that has no keyboard. */
export function CelsiusField({ value, onInput }: { value: string; onInput: (value: string) => void }) {
  const [pad, setPad] = useState(false);
  const keep = (event: Event): void => event.preventDefault(); // the field keeps the focus that it has
  return (
    <div class="celsius-field">
      <Field
        label={t('station.celsius')} value={value} onInput={onInput} code
        hint={t(readCelsius(value) === undefined ? 'station.celsiusUnread' : 'station.celsiusHint')}
        aside={!phone.value && (
          <button type="button" class="field-eye" aria-pressed={pad} aria-label={t('receipt.pad')} onClick={() => setPad(!pad)}>
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M17 14H7" /></svg>
          </button>
        )}
      />
      {pad && !phone.value && (
        <Pad onPress={(key) => onInput(key === 'erase' ? value.slice(0, -1) : value + key)}>
          <button type="button" class="button pad-key" tabIndex={-1} aria-label={t('receipt.point')} onPointerDown={keep} onClick={() => onInput(value + '.')}>.</button>
          <button type="button" class="button pad-key" tabIndex={-1} aria-label={t('receipt.sign')} onPointerDown={keep} onClick={() => onInput(value.startsWith('-') ? value.slice(1) : `-${value}`)}>±</button>
        </Pad>
      )}
    </div>
  );
}
