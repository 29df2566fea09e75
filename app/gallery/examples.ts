/** Descriptions of tables to begin with, in both languages. */
import type { DraftFormat } from '../../kernel/drafting/draft';
import type { Locale } from '../../kernel/locale';

/** `called`: what the rows of the CSV are. */
export const EXAMPLES: Readonly<Record<Locale, Readonly<Record<DraftFormat | 'called', string>>>> = {
  en: {
    lines: `books: title required, isbn unique, price money, status (available, lent, lost), author -> authors, published date
members: name required, email, phone, joined date
loans: book -> books required, member -> members required, lent date, due date, fine money
`,
    sql: `CREATE TABLE projects (
  id uuid PRIMARY KEY,
  name varchar(80) NOT NULL,
  budget numeric(12,2),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paused', 'done'))
);

CREATE TABLE tasks (
  id uuid PRIMARY KEY,
  project_id uuid NOT NULL REFERENCES projects (id),
  title text NOT NULL,
  due_on date,
  is_done boolean NOT NULL DEFAULT false
);
`,
    csv: `Name,Kind,Price,Stock,Added
Desk lamp,Light,24.90,12,2026-01-15
Floor lamp,Light,79.00,4,2026-01-20
Oak chair,Seat,129.50,8,2026-02-02
Stool,Seat,39.00,20,2026-02-02
Candle,Light,3.50,150,2026-02-11
Sofa,Seat,899.00,2,2026-03-01
`,
    called: 'products',
  },
  es: {
    lines: `libros: título obligatorio, isbn único, precio dinero, estado (disponible, prestado, perdido), autor -> autores, publicado fecha
socios: nombre obligatorio, correo, teléfono, alta fecha
préstamos: libro -> libros obligatorio, socio -> socios obligatorio, prestado fecha, vencimiento fecha, multa dinero
`,
    sql: `CREATE TABLE proyectos (
  id uuid PRIMARY KEY,
  nombre varchar(80) NOT NULL,
  presupuesto numeric(12,2),
  estado text NOT NULL DEFAULT 'abierto' CHECK (estado IN ('abierto', 'en pausa', 'terminado'))
);

CREATE TABLE tareas (
  id uuid PRIMARY KEY,
  proyecto_id uuid NOT NULL REFERENCES proyectos (id),
  titulo text NOT NULL,
  vence date,
  hecha boolean NOT NULL DEFAULT false
);
`,
    csv: `Nombre;Tipo;Precio;Existencias;Alta
Lámpara de mesa;Luz;24,90;12;15/01/2026
Lámpara de pie;Luz;79,00;4;20/01/2026
Silla de roble;Asiento;129,50;8;02/02/2026
Taburete;Asiento;39,00;20;02/02/2026
Vela;Luz;3,50;150;11/02/2026
Sofá;Asiento;899,00;2;01/03/2026
`,
    called: 'productos',
  },
};
