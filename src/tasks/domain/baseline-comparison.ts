import type { WorkingCalendar } from '#libs/kernel';

/** How something was planned. */
export interface PlannedDates {
  readonly plannedStart: Date;
  /** Null for a project without tasks. */
  readonly plannedEnd: Date | null;
  readonly plannedDurationMinutes: number;
}

/** How it stands now. */
export interface PresentDates extends PlannedDates {
  readonly actualStart: Date | null;
  readonly actualEnd: Date | null;
}

export const BASELINE_CHANGES = ['same', 'moved', 'added', 'removed'] as const;

/** How far the present is from the plan; working minutes, more than 0 for what is later or longer. */
export interface Variance {
  readonly startVarianceMinutes: number | null;
  readonly endVarianceMinutes: number | null;
  readonly durationVarianceMinutes: number | null;
  readonly change: (typeof BASELINE_CHANGES)[number];
}

/**
 * BR-159. Compares what was planned with what is: with actual dates where there are any, else with the planned ones, as
 * they are rolled up (BR-144). 17:00 and 08:00 of the next working day are one instant of work (decision 17).
 * @param baseline null for what was added since
 * @param current null for what was removed since
 */
export function varianceOf(baseline: PlannedDates | null, current: PresentDates | null, calendar: WorkingCalendar): Variance {
  if (!baseline || !current) {
    const change = baseline ? 'removed' : 'added';
    return { startVarianceMinutes: null, endVarianceMinutes: null, durationVarianceMinutes: null, change };
  }
  const start = between(baseline.plannedStart, current.actualStart ?? current.plannedStart, calendar);
  const end = between(baseline.plannedEnd, current.actualEnd ?? current.plannedEnd, calendar);
  const duration = current.plannedDurationMinutes - baseline.plannedDurationMinutes;
  const ends = (baseline.plannedEnd === null) === (current.plannedEnd === null);
  const same = start === 0 && duration === 0 && ends && !end;
  return {
    startVarianceMinutes: start,
    endVarianceMinutes: end,
    durationVarianceMinutes: duration,
    change: same ? 'same' : 'moved',
  };
}

/** Working minutes from the one to the other, below 0 when the other is earlier; null where there is none. */
function between(one: Date | null, other: Date | null, calendar: WorkingCalendar): number | null {
  if (!one || !other) return null;
  return other >= one ? calendar.minutesBetween(one, other) : 0 - calendar.minutesBetween(other, one);
}
