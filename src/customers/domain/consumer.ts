import { CustomerPerson, type CustomerPersonState } from './person.js';

export type ConsumerState = CustomerPersonState;

/** A private person (1.5). */
export class Consumer extends CustomerPerson<ConsumerState> {}
