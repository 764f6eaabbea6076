import { applyDecorators, type CanActivate, Controller, type ExecutionContext, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { NeedsPlugin } from '#libs/authorization';
import { callerOf } from '#libs/http';
import { Forbidden } from '#libs/kernel';
import { CUSTOMER_PORTAL } from '../../administration/index.js';

/** Decision 37: the portal is for the customer side; people of the vendor have their own views of the same records. */
class CustomerSideOnly implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (caller?.actor.kind === 'internal') throw new Forbidden('The portal is for customers, partners and consumers.');
    return true;
  }
}

/** A controller of the portal. Internal people get 403 on each of its routes, whatever their roles. */
export const PortalController = (path: string, ...plugins: string[]): ClassDecorator =>
  applyDecorators(Controller(path), ApiTags('Portal'), UseGuards(CustomerSideOnly), NeedsPlugin(CUSTOMER_PORTAL, ...plugins));
