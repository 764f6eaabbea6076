import { Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { ConsumerService } from '../application/consumer.service.js';
import { consumerShape } from '../contact.shape.js';
import { CreateConsumerDto, UpdateConsumerDto } from '../dto/contact.dto.js';

@ApiTags('Consumers')
@Controller('consumers')
export class ConsumersController {
  constructor(
    private readonly service: ConsumerService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the consumers you may see. */
  @Get()
  @Reads('Consumer')
  @AnswersPage(consumerShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, consumerShape, query);
  }

  /** Adds a consumer. */
  @Post()
  @Requires('create', 'Consumer')
  @AnswersRecord(consumerShape, 201)
  create(@Me() caller: Caller, @Input(CreateConsumerDto) body: Payload<CreateConsumerDto>): Promise<RecordJson> {
    return this.service.create(caller, body);
  }

  /** Shows one consumer. */
  @Get(':id')
  @Reads('Consumer')
  @AnswersRecord(consumerShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, consumerShape, id);
  }

  /** Changes a consumer. */
  @Patch(':id')
  @Acts('update', 'Consumer')
  @AnswersRecord(consumerShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateConsumerDto) body: Payload<UpdateConsumerDto>): Promise<RecordJson> {
    return this.service.update(caller, id, body);
  }
}
