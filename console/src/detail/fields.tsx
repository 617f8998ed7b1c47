import { Table, Text, Title } from "@mantine/core";
import { isMoney, resolved, type Schema } from "../contract/contract.ts";
import { list, record } from "../contract/json.ts";
import { fieldsOf, isFlat } from "../contract/resources.ts";
import { Value } from "../format/value.tsx";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";

/** Everything a thing says of itself: single values first, then what has parts, then its lines. */
export function Fields({
  schema,
  thing,
  without = [],
}: {
  readonly schema: Schema;
  readonly thing: Readonly<Record<string, unknown>>;
  readonly without?: readonly string[];
}) {
  const { contract } = useWork();
  const { of, described } = useNames();
  const present = fieldsOf(contract, schema).filter(({ name }) => thing[name] !== undefined && !without.includes(name));
  const isTable = ({ schema: field }: { schema: Schema }) => resolved(contract, resolved(contract, field).items ?? {}).properties !== undefined;
  const single = present.filter((field) => !isTable(field));
  // What only machines and support go by comes last.
  const isAside = ({ name }: { readonly name: string }) => name === "id" || name === "version";
  const all = [...single.filter(({ schema: field }) => isFlat(contract, field)), ...single.filter(({ schema: field }) => !isFlat(contract, field))];
  const ordered = [...all.filter((field) => !isAside(field)), ...all.filter(isAside)];
  return (
    <>
      <dl className="fields">
        {ordered.map(({ name, schema: field }) => (
          <div key={name} className="field">
            <dt title={described(resolved(contract, field).description)}>{of("field", name)}</dt>
            <dd>
              {/* Its own id is no link to itself. */}
              <Value name={name} schema={name === "id" ? {} : field} value={thing[name]} />
            </dd>
          </div>
        ))}
      </dl>
      {present.filter(isTable).map(({ name, schema: field }) => (
        <Lines key={name} name={name} schema={resolved(contract, resolved(contract, field).items ?? {})} rows={list(thing[name]).map(record)} />
      ))}
    </>
  );
}

function Lines({ name, schema, rows }: { readonly name: string; readonly schema: Schema; readonly rows: readonly Record<string, unknown>[] }) {
  const { contract } = useWork();
  const { of } = useNames();
  const columns = fieldsOf(contract, schema).filter((column) => rows.some((row) => row[column.name] !== undefined));
  const isNumber = (field: Schema): boolean => {
    const { type } = resolved(contract, field);
    return type === "number" || type === "integer" || isMoney(resolved(contract, field));
  };
  return (
    <section>
      <Title order={2} size="h5" mt="md" mb={4}>
        {of("field", name)}{" "}
        <Text span c="dimmed" size="sm">
          {rows.length}
        </Text>
      </Title>
      {rows.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={of("field", name)}>
          <Table verticalSpacing={5} horizontalSpacing="xs" fz="sm">
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Table.Th key={column.name} className={isNumber(column.schema) ? "number" : ""}>
                    {of("field", column.name)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row, index) => (
                <Table.Tr key={index}>
                  {columns.map((column) => (
                    <Table.Td key={column.name} className={isNumber(column.schema) ? "number" : ""}>
                      <Value name={column.name} schema={column.schema} value={row[column.name]} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  );
}
