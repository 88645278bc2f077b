/** @typedef {import('./cost.js').Lake} Lake */

/**
 * Works on a lake: the one at these addresses, else that of LAKEMODEL_LAKE, else one of its own, which is stopped afterwards.
 * @param {{ trino: string | undefined, aws: string | undefined }} addresses
 * @param {(lake: Lake) => Promise<void>} work
 */
export async function withLake({ trino, aws }, work) {
  if ((trino === undefined) !== (aws === undefined)) throw new Error('--trino and --aws go together.');
  if (trino !== undefined && aws !== undefined) {
    await work({ trino: { url: trino }, aws: { endpoint: aws }, bucket: 'lake' });
    return;
  }
  const running = process.env['LAKEMODEL_LAKE'];
  if (running) {
    await work(JSON.parse(running));
    return;
  }
  const { startLake } = await import('../lake/lake.js');
  const lake = await startLake({ log: (text) => process.stderr.write(`${text}\n`) });
  try {
    await work(lake);
  } finally {
    await lake.stop();
  }
}
