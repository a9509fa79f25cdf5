import type { UnitItem } from '../../api/generated';
import { shortDin } from '../../format/din';
import { t } from '../../i18n';
import { Button } from '../../ui/button';
import { Look } from '../../ui/look';
import { OutClock, useOutMinutes } from '../../ui/out-clock';
import { passedOver } from './acts';
import { addByKey } from './add';
import { changeLine, draftOf, removeLine } from './draft';
import type { Line } from './task';

/** To issue: whether it is the first to expire, and if not, the one that is, a touch away. */
export function FefoNote({ line, unit }: { line: Line; unit: UnitItem }) {
  if (unit.status !== 'available' || unit.expired) return null;
  const first = passedOver(draftOf('issue'), unit);
  if (first === null) return <p class="line-note"><b class="first-mark">{t('units.first')}</b></p>;
  const take = (): void => {
    removeLine('issue', line.id);
    void addByKey('issue', first);
  };
  return (
    <p class="line-note inline">
      <span>{t('station.expiresFirst', { din: shortDin(first.slice(0, 13)) })}</span>
      <Button onPress={take}>{t('station.takeFirst')}</Button>
    </p>
  );
}

/** To return: how long it was away, how it looks, and what will become of it and why. */
export function ReturnNote({ line, unit }: { line: Line; unit: UnitItem }) {
  const minutes = useOutMinutes(unit.outOfStorage);
  const limit = unit.outOfStorage?.limitSeconds ?? null;
  const tooLong = minutes !== null && limit !== null && minutes * 60 > limit;
  const tooOften = unit.outOfStorage !== null && unit.outOfStorage.timesLimit !== null && unit.outOfStorage.times > unit.outOfStorage.timesLimit;
  return (
    <div class="line-note">
      <p><OutClock clock={unit.outOfStorage} /></p>
      <Look look={line.look} onPick={(look) => changeLine('return', line.id, (each) => ({ ...each, look }))} />
      <p><b>{t('station.proposal')}</b> {t(tooLong ? 'station.propose.tooLong' : tooOften ? 'station.propose.tooOften' : line.look !== 'intact' ? 'station.propose.broken' : 'station.propose.held')}</p>
    </div>
  );
}
