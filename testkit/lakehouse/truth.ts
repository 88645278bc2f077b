/** A row of the truth, by column name. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Where the rows that landed for a silver table have to end. */
export interface Tally {
  readonly landed: number;
  readonly published: number;
  readonly deduplicated: number;
  readonly quarantined: number;
  readonly dropped: number;
  readonly warned: number;
  readonly quarantined_by_rule: Readonly<Record<string, number>>;
}

/** `landing/truth.json`, as the generator writes it from its world: no file of the landing zone and no query is read for it. */
export interface Truth {
  readonly made_with: { readonly devices: number; readonly start: string; readonly last_load_date: string };
  readonly silver: Readonly<Record<string, Tally>>;
  readonly changes: Readonly<Record<string, number>>;
  readonly devices_by_kind: Readonly<Record<string, number>>;
  readonly telemetry: {
    readonly readings: number;
    readonly device_hours: number;
    readonly anomalies: number;
    readonly late_readings: number;
    readonly late: readonly { readonly device_id: string; readonly event_hour: string; readonly landed_on: string }[];
    readonly hours: readonly Row[];
    readonly devices: readonly Row[];
  };
  readonly gold: Readonly<Record<string, readonly Row[]>>;
}
