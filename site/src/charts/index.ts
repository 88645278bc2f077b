export { Chart } from './chart.tsx';
export { DataTable } from './data-table.tsx';
