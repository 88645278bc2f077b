import { describe, expect, test } from 'vitest';
import { checkConservation, gate, type GateLimits } from './gate.ts';
import type { Measure } from './measure.ts';
import { rulesOf, type RuleCase } from './testkit/staging.ts';

const MEASURE: Measure = {
  staged: 200,
  published: 200,
  quarantined: 0,
  dropped: 0,
  deduplicated: 0,
  failed: 0,
  broken: {},
  duplicates: 0,
};

function check(
  measure: Partial<Measure>,
  rule: Partial<RuleCase>,
  limits: Partial<GateLimits>,
  expected: { readonly publish: boolean; readonly messages: readonly string[] },
): void {
  const rules = rulesOf([{ check: 'not_null', column: 'volt', ...rule }]);
  const { value, diagnostics } = gate({ ...MEASURE, ...measure }, rules, { model: 'readings', ...limits });
  expect({ publish: value, messages: diagnostics.map(({ code, message }) => `${code}: ${message}`) }).toEqual(expected);
}

const broken = (count: number) => ({ broken: { 'test.shop.0': count } });

describe('gate', () => {
  test('nothing is wrong', () => check({}, {}, {}, { publish: true, messages: [] }));
  test('quarantined rows alone do not stop', () =>
    check({ ...broken(150), quarantined: 150, published: 50 }, {}, {}, { publish: true, messages: [] }));
  test('on_fail: fail stops at one row', () =>
    check({ ...broken(1), failed: 1 }, { onFail: 'fail' }, {}, {
      publish: false,
      messages: ['row-rule-broken: Rule "not_null_volt" of model "readings" is broken by 1 of 200 rows, and its on_fail is "fail".'],
    })); // prettier-ignore
  test('a fraction is a limit that may be reached', () => {
    check(broken(10), { maxFraction: 0.05 }, {}, { publish: true, messages: [] });
    check(broken(11), { maxFraction: 0.05 }, {}, {
      publish: false,
      messages: ['row-rule-fraction-exceeded: Rule "not_null_volt" of model "readings" is broken by 11 of 200 rows (5.5 %); its max_fraction is 0.05.'],
    });
    check(broken(1), { maxFraction: 0 }, {}, {
      publish: false,
      messages: ['row-rule-fraction-exceeded: Rule "not_null_volt" of model "readings" is broken by 1 of 200 rows (0.5 %); its max_fraction is 0.'],
    });
  }); // prettier-ignore
  test('a warning publishes, and warns', () =>
    check(broken(3), { onFail: 'warn' }, {}, {
      publish: true,
      messages: ['row-rule-warned: Rule "not_null_volt" of model "readings" is broken by 3 of 200 rows.'],
    })); // prettier-ignore
  test('the fraction of the whole batch counts quarantined and dropped rows', () => {
    check({ quarantined: 15, dropped: 5 }, {}, { maxQuarantinedFraction: 0.1 }, { publish: true, messages: [] });
    check({ quarantined: 15, dropped: 6 }, {}, { maxQuarantinedFraction: 0.1 }, {
      publish: false,
      messages: [
        'quarantined-fraction-exceeded: Rules take 21 of 200 rows (10.5 %) out of model "readings": 15 to quarantine, 6 dropped; max_quarantined_fraction is 0.1.',
      ],
    });
  }); // prettier-ignore
  test('duplicates of the key stop, with one named', () =>
    check({ duplicates: 4, duplicateKey: 'id = 7' }, {}, { uniqueKey: ['id'] }, {
      publish: false,
      messages: ['unique-key-duplicated: 4 rows of model "readings" share their unique_key (id) with another row, as for id = 7.'],
    })); // prettier-ignore
  test('of no rows nothing is asked', () =>
    check(
      { staged: 0, ...broken(0) },
      { maxFraction: 0 },
      { maxQuarantinedFraction: 0 },
      { publish: true, messages: [] },
    ));
});

describe('checkConservation', () => {
  const counts = { staged: 10, published: 5, quarantined: 2, dropped: 2, deduplicated: 1 };
  test('holds', () => expect(checkConservation(counts, 'readings')).toBeUndefined());
  test('a lost row, a row too many', () => {
    expect(checkConservation({ ...counts, published: 4 }, 'readings')?.message).toBe(
      'Of 10 staged rows of model "readings", 9 are accounted for: 4 published, 2 quarantined, 2 dropped, 1 duplicates.',
    );
    expect(checkConservation({ ...counts, published: 6 }, 'readings')?.code).toBe('rows-not-conserved');
  });
});
