import { Refused } from '#libs/kernel';
import { checkFieldMap, type FieldMap, FLOW_KEYS, FLOWS, type FlowKey } from './flows.js';

const flow = (key: FlowKey) => FLOWS.find((one) => one.key === key)!;

/** The places that are refused, each with why. */
function faults(key: FlowKey, map: FieldMap): [string, string][] {
  try {
    checkFieldMap(flow(key), map);
    return [];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.errors.map(({ pointer, code }) => [pointer, code]);
  }
}

describe('flows', () => {
  it('are the eight of the contract, with the defaults of section 5', () => {
    expect(FLOWS.map(({ key }) => key)).toEqual(FLOW_KEYS);
    expect(FLOWS.filter(({ active }) => active).map(({ key }) => key)).toEqual([
      'send_email_on_task_assignment',
      'create_issue_from_case',
      'create_change_request_from_case',
    ]);
    expect(FLOWS.filter(({ fields }) => fields).map(({ key, fields }) => [key, fields!.initial])).toEqual([
      [
        'create_issue_from_case',
        [
          { from: 'priority', to: 'priority' },
          { from: 'shortDescription', to: 'shortDescription' },
        ],
      ],
      [
        'create_change_request_from_case',
        [
          { from: 'priority', to: 'priority' },
          { from: 'shortDescription', to: 'title' },
        ],
      ],
    ]);
  });

  it('start with a map that they take', () => {
    for (const { key, fields } of FLOWS) if (fields) expect(faults(key, fields.initial)).toEqual([]);
  });

  it('copy nothing, or several fields of one', () => {
    expect(faults('create_issue_from_case', [])).toEqual([]);
    expect(
      faults('create_change_request_from_case', [
        { from: 'shortDescription', to: 'title' },
        { from: 'shortDescription', to: 'description' },
        { from: 'cause', to: 'businessJustification' },
        { from: 'assignedToId', to: 'assignedToId' },
      ]),
    ).toEqual([]);
  });

  it('refuse fields that one side does not have, by their places', () => {
    expect(
      faults('create_issue_from_case', [
        { from: 'none', to: 'nothing' },
        { from: 'priority', to: 'title' },
        { from: 'title', to: 'priority' },
        { from: 'constructor', to: 'toString' },
      ]),
    ).toEqual([
      ['/fieldMap/0/from', 'unknown_field'],
      ['/fieldMap/0/to', 'unknown_field'],
      ['/fieldMap/1/to', 'unknown_field'],
      ['/fieldMap/2/from', 'unknown_field'],
      ['/fieldMap/3/from', 'unknown_field'],
      ['/fieldMap/3/to', 'unknown_field'],
    ]);
  });

  it('refuse a field that holds something else, one that is too short, and one that is written twice', () => {
    expect(
      faults('create_issue_from_case', [
        { from: 'priority', to: 'shortDescription' },
        { from: 'shortDescription', to: 'priority' },
        { from: 'priority', to: 'impact' },
        { from: 'description', to: 'description' },
        { from: 'cause', to: 'description' },
      ]),
    ).toEqual([
      ['/fieldMap/0/to', 'incompatible_field'],
      ['/fieldMap/1/to', 'incompatible_field'],
      ['/fieldMap/2/to', 'incompatible_field'],
      ['/fieldMap/4/to', 'named_twice'],
    ]);
    expect(faults('create_issue_from_case', [{ from: 'description', to: 'shortDescription' }])).toEqual([
      ['/fieldMap/0/to', 'incompatible_field'],
    ]);
  });

  it('that copy no fields take no map, not even an empty one', () => {
    for (const { key, fields } of FLOWS) if (!fields) expect(faults(key, [])).toEqual([['/fieldMap', 'no_field_map']]);
  });
});
