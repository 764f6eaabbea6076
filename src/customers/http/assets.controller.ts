import { Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { AssetService } from '../application/asset.service.js';
import { assetShape } from '../asset.shape.js';
import { CreateAssetDto, UpdateAssetDto } from '../dto/asset.dto.js';

@ApiTags('Assets')
@Controller('assets')
export class AssetsController {
  constructor(
    private readonly service: AssetService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the assets you may see. */
  @Get()
  @Reads('Asset')
  @AnswersPage(assetShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, assetShape, query);
  }

  /** Adds an asset. */
  @Post()
  @Requires('create', 'Asset')
  @AnswersRecord(assetShape, 201)
  create(@Me() caller: Caller, @Input(CreateAssetDto) body: Payload<CreateAssetDto>): Promise<RecordJson> {
    return this.service.create(caller, body);
  }

  /** Shows one asset. */
  @Get(':id')
  @Reads('Asset')
  @AnswersRecord(assetShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, assetShape, id);
  }

  /** Changes an asset. */
  @Patch(':id')
  @Acts('update', 'Asset')
  @AnswersRecord(assetShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateAssetDto) body: Payload<UpdateAssetDto>): Promise<RecordJson> {
    return this.service.update(caller, id, body);
  }
}
