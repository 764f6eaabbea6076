export { ordersOfProject } from './application/work-order.queries.js';
export { appointmentShape } from './appointment.shape.js';
export { AppointmentsApi } from './appointments.api.js';
export { isBookable, STANDING_STATES } from './domain/appointment.js';
export { FsmModule } from './fsm.module.js';
export { AppointmentSchema } from './persistence/appointment.schemas.js';
export { WorkOrderSchema } from './persistence/work-order.schema.js';
export { WorkOrderRef, workOrderShape } from './work-order.shape.js';
