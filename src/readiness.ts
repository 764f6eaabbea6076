/** Whether the program is on its way out. */
export class Readiness {
  stopping = false;
  /** It no longer takes connections; the ones there are end with their next answer. */
  closing = false;
}
