import { linesOf, original, type Line } from './workspace.ts';

/** The lines of the plant's readings, as found. */
export function readings(): readonly Line[] {
  return linesOf(original('manufacturing/smart_manufacturing_data.csv').toString('utf8'));
}

/** What the project's rules say of a reading: what is missing where the score needs it, and what is missing besides. */
export function rulesBrokenBy(line: Line): string[] {
  return [...held(line), ...warned(line)];
}

/** Whether a reading is good enough for a score. */
export function isPublished(line: Line): boolean {
  return held(line).length === 0;
}

function held(line: Line): string[] {
  return [
    ...(line['temperature'] === '' ? ['temperature_is_known'] : []),
    ...(line['vibration'] === '' ? ['vibration_is_known'] : []),
    ...(line['downtime_risk'] === '' ? ['downtime_risk_is_known'] : []),
    ...(line['machine_status'] === '' ? ['status_is_known'] : []),
  ];
}

function warned(line: Line): string[] {
  return [
    ...(line['pressure'] === '' ? ['pressure_is_known'] : []),
    ...(line['maintenance_required'] === '' ? ['need_of_maintenance_is_known'] : []),
  ];
}

/** The formula in floating point, as it is written. */
export function scoreOf(line: Line): number {
  const anomaly = line['anomaly_flag'] === 'Yes' ? 1 : 0;
  const [temperature, vibration, risk] = [line['temperature'], line['vibration'], line['downtime_risk']].map(Number);
  const score =
    (0.3 * (temperature ?? NaN)) / 100 + (0.25 * (vibration ?? NaN)) / 10 + 0.15 * anomaly + 0.3 * (risk ?? NaN);
  return Math.round(score * 100) / 100;
}

/** The formula in whole numbers of 0.00001, which the files' two decimals allow; a tie lies in the middle of two results. */
export function exactScore(line: Line): { readonly hundredths: number; readonly isTie: boolean } {
  const centi = (text: string | undefined) => Math.round(Number(text) * 100);
  const parts = 3 * centi(line['temperature']) + 25 * centi(line['vibration']) + 300 * centi(line['downtime_risk']);
  const score = parts + (line['anomaly_flag'] === 'Yes' ? 15_000 : 0);
  return { hundredths: Math.floor((score + 500) / 1000), isTie: score % 1000 === 500 };
}

export interface Customer {
  readonly id: string;
  readonly town: string;
  readonly category: string;
  readonly cents: number;
  readonly frequency: number;
  readonly loyalty: number;
  readonly satisfaction: number;
  readonly dayText: string;
  /** ISO date. */
  readonly day: string;
}

/** `4/16/2024` or `04-16-2024`. */
export const DAY_PATTERN = /^(?<month>\d{1,2})(?<sign>[/-])(?<day>\d{1,2})\k<sign>(?<year>\d{4})$/;

/** The customers of the shop, read from the file's Latin-1. */
export function customers(): readonly Customer[] {
  return linesOf(original('ecommerce/Ecommerce_Consumer_Behavior_Analysis_Data.csv').toString('latin1')).map((line) => {
    const amount = / \$(\d+)\.(\d\d) {2}/.exec(line[' Purchase_Amount '] ?? '');
    const dayText = line['Time_of_Purchase'] ?? '';
    const { year, month, day } = DAY_PATTERN.exec(dayText)?.groups ?? {};
    return {
      id: line['Customer_ID'] ?? '',
      town: line['Location'] ?? '',
      category: line['Purchase_Category'] ?? '',
      cents: Number(`${amount?.[1]}${amount?.[2]}`),
      frequency: Number(line['Frequency_of_Purchase']),
      loyalty: Number(line['Brand_Loyalty']),
      satisfaction: Number(line['Customer_Satisfaction']),
      dayText,
      day: `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`,
    };
  });
}
