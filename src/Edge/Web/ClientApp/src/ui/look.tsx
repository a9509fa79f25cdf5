import type { BagCondition } from '../api/generated';
import { t } from '../i18n';
import { Choice } from './button';

const LOOKS = ['intact', 'damaged', 'opened'] as const;

/** What a person sees on a bag that comes or comes back. */
export function Look({ look, onPick }: { look: BagCondition; onPick: (look: BagCondition) => void }) {
  return <Choice label={t('station.look')} value={look} onPick={onPick} options={LOOKS.map((value) => ({ value, text: t(`look.${value}`) }))} />;
}
