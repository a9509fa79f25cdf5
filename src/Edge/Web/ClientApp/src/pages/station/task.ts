import type { ArrivalTicks, BagCondition, RefusalView, UnitItem } from '../../api/generated';

/** What is done at the station. `announce` writes a supplier's paper notice down: it has no place among the everyday acts and is opened from the notices. */
export const ACTS = ['receive', 'issue', 'return', 'reserve', 'transfer', 'quarantine', 'release', 'discard', 'waste', 'supplier', 'transfused', 'emergency'] as const;
export type Incoming = 'receive' | 'announce';
export type Act = (typeof ACTS)[number] | 'announce';

export function isAct(text: string | undefined): text is Act {
  return text === 'announce' || ACTS.includes(text as (typeof ACTS)[number]);
}

/** Bags that the ledger does not know yet: their labels are read in full. */
export function isIncoming(act: Act): act is Incoming {
  return act === 'receive' || act === 'announce';
}

/** One bag on the list. To receive it, its four codes; for all else, the unit that the service found. */
export interface Line {
  id: string;
  din: string;
  productCode: string | null;
  groupCode: string | null;
  expiry: string | null;
  /** From the label, where it was scanned. */
  collected: string | null;
  antigens: string | null;
  tag: string | null;
  unit: UnitItem | null;
  /** What its label says and what would become of it, as the service reads it; null until it has, and for bags that it knows. */
  label: UnitItem | null;
  /** Bags of one donation, when the number alone does not say which. */
  choices: UnitItem[];
  state: 'wanted' | 'checking' | 'ready' | 'unknown';
  refusal: RefusalView | null;
  /** How a bag looks that comes back. */
  look: BagCondition;
  /** It came by lying on the desk, and goes with it. */
  fromTray: boolean;
}

/** The list of one act and what is said of all of it. */
export interface Draft {
  lines: Line[];
  destination: string;
  order: string;
  source: string;
  reason: string;
  /** Why other bags than the first to expire. */
  override: string;
  hours: string;
  physician: string;
  box: string;
  /** Measured in the box that came, as typed. */
  celsius: string;
  /** Number of the recorder in the box. */
  logger: string;
  quarantine: boolean;
  ticks: ArrivalTicks;
  /** Of the intent: stays the same until the service has answered. */
  key: string;
}
