import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { isOver } from './executions.js';
import { createFaults, Cut } from './faults.js';
import { openLake } from './lake.js';
import { OPERATIONS } from './operations.js';
import { billedBytes, dollars } from './price.js';
import { ApiError } from './refusals.js';
import { runOnTrino } from './trino.js';
import { checkWorkGroups } from './work-groups.js';

/** @typedef {import('./front.d.ts').AthenaFrontOptions} AthenaFrontOptions */
/** @typedef {import('./front.d.ts').AthenaFront} AthenaFront */

/** @type {(options: AthenaFrontOptions) => Promise<AthenaFront>} */
export async function startAthenaFront({
  trino,
  glue,
  port = 0,
  workGroups = { primary: {} },
  pricePerTerabyte = 5,
  activeQueryLimit,
  allowSmallCutoff = false,
}) {
  checkWorkGroups(workGroups, allowSmallCutoff);
  const { rows } = await runOnTrino(trino, 'SHOW CATALOGS');
  const catalogs = rows.map(([name]) => String(name)).filter((name) => name !== 'awsdatacatalog');
  const faults = createFaults();
  const lake = openLake(glue);
  /** @type {import('./operations.js').Service} */
  const service = {
    trino,
    lake,
    catalogs,
    workGroups,
    faults,
    executions: new Map(),
    tokens: new Map(),
    properties: new Map(),
    activeQueryLimit,
  };

  const server = createServer((request, response) => {
    void answer(service, request).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() });
        response.end(JSON.stringify(body));
      },
      // No answer at all: the client sees its connection end.
      () => request.socket.destroy(),
    );
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;

  return {
    url,
    faults,
    get queries() {
      return [...service.executions.values()].map(
        ({ id, sql, state, reason, bytes, plan, workGroup, database, token }) => ({
          id,
          sql,
          state,
          bytes,
          statementType: plan.statementType,
          substatementType: plan.substatementType,
          workGroup,
          database,
          billedBytes: billedBytes({ state, bytes, statementType: plan.statementType }),
          dollars: dollars(billedBytes({ state, bytes, statementType: plan.statementType }), pricePerTerabyte),
          ...(reason !== undefined && { reason }),
          ...(token !== undefined && { token }),
        }),
      );
    },
    async settled() {
      await Promise.all([...service.executions.values()].map(({ ended }) => ended));
    },
    async stop() {
      const running = [...service.executions.values()].filter(({ state }) => !isOver(state));
      await Promise.all(running.map((execution) => execution.stop('The front was stopped')));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      lake.close();
    },
  };
}

/** @param {import('./operations.js').Service} service @param {import('node:http').IncomingMessage} request */
async function answer(service, request) {
  const [target, name = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  const text = await bodyOf(request);
  try {
    const operation = OPERATIONS[name];
    if (target !== 'AmazonAthena' || !operation)
      throw new ApiError('UnknownOperationException', `athena-front has no operation ${name || 'of this kind'}`);
    return { status: 200, body: await operation(service, parsed(text)) };
  } catch (error) {
    if (error instanceof Cut) throw error;
    if (error instanceof ApiError) {
      return {
        status: error.status,
        body: { __type: error.name, Message: error.message, message: error.message, ...error.fields },
      };
    }
    const message = `athena-front: ${error instanceof Error ? error.message : String(error)}`;
    return { status: 500, body: { __type: 'InternalServerException', Message: message, message } };
  }
}

function parsed(/** @type {string} */ text) {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw new ApiError('SerializationException', 'The body is no JSON');
  }
}

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
