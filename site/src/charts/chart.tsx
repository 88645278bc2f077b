import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { AnalysisResult, ChartSpec } from '../../../src/docs/site-data.ts';
import { loadPart } from '../parts.ts';
import { listenToTheme, readColours } from './chart-colours.ts';
import { chartConfig } from './chart-config.ts';
import type * as ChartJs from './chartjs.part.ts';
import { chartData } from './chart-data.ts';
import type { ChartData } from './chart-data.ts';
import { describeChart } from './describe-chart.ts';

/** A chart of a result. What cannot be drawn is said in words; the table beside it has the values. */
export function Chart({ spec, result }: { readonly spec: ChartSpec; readonly result: AnalysisResult }) {
  const data = useMemo(() => chartData(spec, result), [spec, result]);
  if ('problem' in data) {
    return (
      <p class="chart-problem" role="note">
        There is no chart: {data.problem}
      </p>
    );
  }
  return <Drawn spec={spec} data={data} isCut={result.isCut} />;
}

function Drawn({ spec, data, isCut }: { readonly spec: ChartSpec; readonly data: ChartData; readonly isCut: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const problem = useDrawing(canvas, spec, data);
  const notes = isCut ? [...data.notes, 'The result has more rows than are shown and drawn.'] : data.notes;
  return (
    <figure class="chart">
      {spec.title !== undefined && <figcaption class="chart-title">{spec.title}</figcaption>}
      {problem === undefined ? (
        <div class="chart-frame">
          <canvas ref={canvas} role="img" aria-label={describeChart(spec, data)} />
        </div>
      ) : (
        <p class="chart-problem" role="alert">
          {problem}
        </p>
      )}
      {notes.map((note) => (
        <p key={note} class="chart-note">
          {note}
        </p>
      ))}
    </figure>
  );
}

/** Draws, and draws anew in another theme; says why where the drawing's script cannot be loaded. */
function useDrawing(
  canvas: { readonly current: HTMLCanvasElement | null },
  spec: ChartSpec,
  data: ChartData,
): string | undefined {
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let isGone = false;
    let stop = () => {};
    const start = async () => {
      const part = await loadPart<typeof ChartJs>('chartjs');
      const element = canvas.current;
      if (!isGone && element) stop = keepDrawn(part, element, spec, data);
    };
    start().catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
    return () => {
      isGone = true;
      stop();
    };
  }, [spec, data]);
  return problem;
}

function keepDrawn(
  { Chart: Drawing }: typeof ChartJs,
  element: HTMLCanvasElement,
  spec: ChartSpec,
  data: ChartData,
): () => void {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const draw = (isFirst: boolean) =>
    new Drawing(element, chartConfig(spec, data, readColours(element), isStill || !isFirst));
  let drawing = draw(true);
  const redraw = () => {
    drawing.destroy();
    drawing = draw(false);
  };
  // The paper is narrower than the screen.
  const fit = () => drawing.resize();
  window.addEventListener('beforeprint', fit);
  window.addEventListener('afterprint', fit);
  const stopListening = listenToTheme(redraw);
  return () => {
    stopListening();
    window.removeEventListener('beforeprint', fit);
    window.removeEventListener('afterprint', fit);
    drawing.destroy();
  };
}
