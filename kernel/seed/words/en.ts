import type { Random } from '../random';
import type { Words } from './words';

const materials = ['Steel', 'Oak', 'Cotton', 'Copper', 'Glass', 'Bamboo', 'Leather', 'Ceramic', 'Carbon', 'Wool', 'Brass', 'Linen'];
const things = ['lamp', 'desk', 'chair', 'bracket', 'bottle', 'bag', 'shelf', 'keyboard', 'mug', 'notebook', 'cable', 'filter', 'hinge', 'panel', 'tray', 'valve']; // prettier-ignore
const streets = ['Main Street', 'Oak Avenue', 'Station Road', 'Mill Lane', 'Park Row', 'High Street', 'River Road', 'Church Lane', 'Elm Street', 'Bridge Street']; // prettier-ignore

export const ENGLISH: Words = {
  firstNames: ['Olivia', 'James', 'Amelia', 'Noah', 'Grace', 'Ethan', 'Chloe', 'Lucas', 'Hannah', 'Oscar', 'Zoe', 'Henry', 'Maya', 'Leo', 'Ruby', 'Samuel', 'Nora', 'Felix', 'Ivy', 'Theo', 'Alice', 'Owen', 'Clara', 'Jonah'], // prettier-ignore
  lastNames: ['Baker', 'Clarke', 'Hughes', 'Foster', 'Bennett', 'Murray', 'Walsh', 'Grant', 'Palmer', 'Ellis', 'Hayes', 'Porter', 'Reid', 'Webb', 'Sharp', 'Doyle', 'Frost', 'Lane', 'Marsh', 'Nash', 'Quinn', 'Stone', 'Vaughn', 'Young'], // prettier-ignore
  companies: ['Northwind', 'Bluebird', 'Ironbridge', 'Silverline', 'Greenfield', 'Harborview', 'Redwood', 'Brightwater', 'Stonegate', 'Clearview', 'Oakhurst', 'Summit', 'Riverside', 'Lighthouse', 'Maplewood', 'Westport'], // prettier-ignore
  companyForms: ['Ltd', 'Inc', 'Supplies', 'Trading', 'Partners', 'Logistics', 'Foods', 'Systems'],
  places: [
    { city: 'Bristol', region: 'South West', country: 'United Kingdom', code: 'GB', zip: 'BS1 4TR' },
    { city: 'Leeds', region: 'Yorkshire', country: 'United Kingdom', code: 'GB', zip: 'LS1 5DL' },
    { city: 'Portland', region: 'Oregon', country: 'United States', code: 'US', zip: '97205' },
    { city: 'Austin', region: 'Texas', country: 'United States', code: 'US', zip: '78701' },
    { city: 'Denver', region: 'Colorado', country: 'United States', code: 'US', zip: '80202' },
    { city: 'Boston', region: 'Massachusetts', country: 'United States', code: 'US', zip: '02108' },
    { city: 'Cork', region: 'Munster', country: 'Ireland', code: 'IE', zip: 'T12 X70A' },
    { city: 'Toronto', region: 'Ontario', country: 'Canada', code: 'CA', zip: 'M5H 2N2' },
  ],
  streets,
  categories: [
    'Hardware',
    'Services',
    'Office',
    'Kitchen',
    'Garden',
    'Electronics',
    'Furniture',
    'Clothing',
    'Books',
    'Toys',
    'Tools',
    'Food',
  ],
  jobs: ['Sales manager', 'Accountant', 'Technician', 'Designer', 'Buyer', 'Team lead', 'Engineer', 'Assistant', 'Driver', 'Analyst'],
  departments: ['Sales', 'Finance', 'Support', 'Operations', 'Purchasing', 'Logistics', 'Marketing', 'Human resources'],
  units: ['piece', 'box', 'kg', 'litre', 'metre', 'hour', 'pack'],
  brands: ['Acorn', 'Kestrel', 'Nimbus', 'Tundra', 'Vertex', 'Lumen', 'Pioneer', 'Zephyr'],
  statuses: ['open', 'in progress', 'waiting', 'done'],
  priorities: ['low', 'normal', 'high'],
  genders: ['female', 'male', 'other'],
  kinds: ['standard', 'special', 'internal', 'external'],
  colors: ['Red', 'Blue', 'Green', 'Black', 'White', 'Grey', 'Yellow', 'Orange'],
  materials,
  things,
  names: ['Aurora', 'Atlas', 'Beacon', 'Cedar', 'Compass', 'Delta', 'Ember', 'Falcon', 'Granite', 'Horizon', 'Juniper', 'Lagoon', 'Meridian', 'Nova', 'Orchard', 'Pinnacle', 'Quartz', 'Ridge', 'Sierra', 'Willow'], // prettier-ignore
  verbs: ['Replace', 'Check', 'Repair', 'Order', 'Clean', 'Move', 'Install', 'Review', 'Test', 'Update', 'Label', 'Return'],
  objects: ['the printer', 'the lights', 'the contract', 'two chairs', 'the router', 'the stock list', 'the heating', 'the sign', 'the invoices', 'the projector', 'the door lock', 'the backup'], // prettier-ignore
  whereabouts: ['in reception', 'on the second floor', 'in the warehouse', 'for the new office', 'at the north gate', 'before Friday', 'in the meeting room', 'for the audit'], // prettier-ignore
  sentences: [
    'It worked yesterday and stopped this morning.',
    'The customer asked for a call before noon.',
    'Everything is ready for the next step.',
    'Please check the numbers before it goes out.',
    'The parts arrive at the end of the week.',
    'Two people reported the same thing.',
    'No further work is needed for now.',
    'The delivery note is attached to the box.',
    'This was agreed on the phone.',
    'The second batch was better than the first.',
    'We will look at it again next month.',
    'The price includes installation and a year of service.',
  ],
  phone: '+1 555 01##-####',
  currency: 'USD',
  locale: 'en',
  timezone: 'America/New_York',
  product: (random: Random) => `${random.pick(materials)} ${random.pick(things)}`,
  address: (random: Random) => `${String(random.int(1, 240))} ${random.pick(streets)}`,
};
