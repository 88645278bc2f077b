import type { Value } from '../engines/engine.ts';

/** Part of the contract of `site-data.ts`: what an analysis answers. */
export interface AnalysisResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Value[])[];
  /** There are more rows than are shown. */
  readonly isCut: boolean;
  readonly chart?: ChartSpec;
  /** Why there is no result. */
  readonly problem?: string;
}

/** `config.meta.chart` of an analysis. */
export interface ChartSpec {
  readonly type: 'bar' | 'line' | 'area' | 'scatter' | 'pie';
  readonly x: string;
  readonly y: readonly string[];
  /** A column whose values become a line or a colour each; with one `y` alone. */
  readonly series?: string;
  readonly title?: string;
}
