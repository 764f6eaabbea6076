/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
  }

  /** From 0 to just below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to just below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}

const FIRST = [
  'Ada',
  'Bela',
  'Chidi',
  'Dora',
  'Emil',
  'Farah',
  'Gita',
  'Hugo',
  'Ines',
  'Jun',
  'Kofi',
  'Lena',
  'Milo',
  'Nora',
  'Omar',
  'Pia',
];
const LAST = [
  'Aalto',
  'Brandt',
  'Costa',
  'Duarte',
  'Eriksen',
  'Fischer',
  'Gomez',
  'Hansen',
  'Ito',
  'Jansen',
  'Kaya',
  'Lopez',
  'Moreau',
  'Novak',
];
const TRADES = ['Logistics', 'Ferries', 'Foods', 'Textiles', 'Mills', 'Energy', 'Paper', 'Optics', 'Pumps', 'Rail', 'Glass', 'Timber'];
const PLACES = ['North', 'Harbour', 'River', 'Alpine', 'Coast', 'Delta', 'Island', 'Valley', 'Lake', 'Forest', 'Summit', 'Meadow'];
const THINGS = [
  'pump',
  'conveyor',
  'sensor',
  'gateway',
  'display',
  'valve',
  'printer',
  'scanner',
  'controller',
  'battery',
  'motor',
  'router',
];
const WORKS = ['Install', 'Replace', 'Inspect', 'Configure', 'Test', 'Document', 'Move', 'Calibrate', 'Train for', 'Accept'];
const FAULTS = ['makes noise', 'stays dark', 'loses its settings', 'reports a fault', 'is slow', 'leaks', 'does not start', 'overheats'];

/** Names and texts that read well enough to look at. */
export class Words {
  constructor(private readonly chance: Chance) {}

  person(): { firstName: string; lastName: string } {
    return { firstName: this.chance.of(FIRST), lastName: this.chance.of(LAST) };
  }

  company(number: number): string {
    return `${this.chance.of(PLACES)} ${this.chance.of(TRADES)} ${number}`;
  }

  project(): string {
    return `${this.chance.of(PLACES)} ${this.chance.of(THINGS)} renewal`;
  }

  task(): string {
    return `${this.chance.of(WORKS)} the ${this.chance.of(THINGS)}`;
  }

  fault(): string {
    const thing = this.chance.of(THINGS);
    return `${thing[0]!.toUpperCase()}${thing.slice(1)} ${this.chance.of(FAULTS)}`;
  }
}
