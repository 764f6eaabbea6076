/** Whether the program is on its way out. */
export class Readiness {
  stopping = false;
}
