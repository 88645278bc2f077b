import type { CheckKind, Health, NodeKind } from '../../../src/docs/site-data.ts';

interface Words {
  readonly one: string;
  readonly many: string;
  /** Stands in a coloured square. */
  readonly letter: string;
}

export const KIND_WORDS: Readonly<Record<NodeKind | CheckKind, Words>> = {
  model: { one: 'model', many: 'models', letter: 'M' },
  source: { one: 'source', many: 'sources', letter: 'S' },
  seed: { one: 'seed', many: 'seeds', letter: 'D' },
  snapshot: { one: 'snapshot', many: 'snapshots', letter: 'H' },
  analysis: { one: 'analysis', many: 'analyses', letter: 'A' },
  exposure: { one: 'exposure', many: 'exposures', letter: 'E' },
  macro: { one: 'macro', many: 'macros', letter: 'f' },
  test: { one: 'test', many: 'tests', letter: 'T' },
  unit_test: { one: 'unit test', many: 'unit tests', letter: 'U' },
};

/** A sign and a word for each health, so that no colour speaks alone. */
export const HEALTH_WORDS: Readonly<Record<Health, { readonly sign: string; readonly word: string }>> = {
  ok: { sign: '✓', word: 'ok' },
  warn: { sign: '!', word: 'warning' },
  error: { sign: '✕', word: 'error' },
  skipped: { sign: '↷', word: 'skipped' },
  unknown: { sign: '–', word: 'not known' },
};

/** From best to worst, for sorting. */
export const HEALTH_RANK: Readonly<Record<Health, number>> = { unknown: 0, ok: 1, skipped: 2, warn: 3, error: 4 };

/** The health that a status of run_results stands for. */
export function healthOfStatus(status: string): Health {
  switch (status) {
    case 'success':
    case 'pass':
    case 'no-op':
      return 'ok';
    case 'warn':
    case 'partial success':
      return 'warn';
    case 'error':
    case 'fail':
    case 'runtime error':
      return 'error';
    case 'skipped':
      return 'skipped';
    default:
      return 'unknown';
  }
}
