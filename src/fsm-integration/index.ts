export { ordersOfProject } from './application/work-order.queries.js';
export { FsmModule } from './fsm.module.js';
export { WorkOrderSchema } from './persistence/work-order.schema.js';
export { WorkOrderRef, workOrderShape } from './work-order.shape.js';
