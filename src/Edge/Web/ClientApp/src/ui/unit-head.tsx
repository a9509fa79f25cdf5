import type { UnitItem } from '../api/generated';
import { Din } from './din';
import { Group } from './group';
import { amountWords, productName } from './unit';

/** Which bag a card is about. */
export function UnitHead({ unit }: { unit: UnitItem }) {
  return (
    <div class="answer-head">
      <Din din={unit.din} check={unit.checkCharacter} big />
      <span class="product-code" translate={false}>{unit.productCode}</span>
      <Group abo={unit.abo} rhD={unit.rhD} />
      <span>{productName(unit)} · {amountWords(unit.unitKind, unit.amount)}</span>
    </div>
  );
}
