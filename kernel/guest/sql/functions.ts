/**
 * Functions that a guest's SQL may call: those of PostgreSQL and of the host's extensions that work on what they are handed alone. None of
 * them runs a text as SQL, names a table in a text, reads or changes the session, or waits.
 */

const words = (text: string): string[] => text.trim().split(/\s+/);

const AGGREGATES = words(`
  any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or count every json_agg json_agg_strict json_object_agg jsonb_agg
  jsonb_agg_strict jsonb_object_agg max min range_agg range_intersect_agg string_agg sum corr covar_pop covar_samp regr_avgx regr_avgy
  regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp var_pop var_samp variance mode
  percentile_cont percentile_disc rank dense_rank percent_rank cume_dist row_number ntile lag lead first_value last_value nth_value`);

const NUMBERS = words(`
  abs cbrt ceil ceiling degrees div erf erfc exp factorial floor gcd lcm ln log log10 min_scale mod numeric_inc pi power radians random
  round scale sign sqrt trim_scale trunc width_bucket acos acosd asin asind atan atan2 atan2d atand cos cosd cot cotd sin sind tan tand
  sinh cosh tanh asinh acosh atanh gamma lgamma to_hex to_bin to_oct int4 int8 int2 float4 float8 numeric`);

const TEXTS = words(`
  ascii bit_length btrim casefold char_length character_length chr concat concat_ws convert_from convert_to decode encode ends_with format
  initcap is_normalized left length like_escape lower lpad ltrim md5 normalize octet_length overlay parse_ident position quote_ident
  quote_literal quote_nullable regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array
  regexp_split_to_table regexp_substr repeat replace reverse right rpad rtrim similar_to_escape split_part starts_with string_to_array
  string_to_table strpos substr substring text to_ascii translate trim unicode_assigned unistr upper sha224 sha256 sha384 sha512 crc32
  crc32c get_bit get_byte set_bit set_byte bit_count textlen similarity word_similarity strict_word_similarity show_trgm unaccent`);

const TIMES = words(`
  age clock_timestamp date date_add date_bin date_part date_subtract date_trunc extract isfinite justify_days justify_hours
  justify_interval make_date make_interval make_time make_timestamp make_timestamptz now overlaps statement_timestamp timeofday timezone
  transaction_timestamp to_char to_date to_number to_timestamp timestamp timestamptz time interval`);

const JSON_AND_ARRAYS = words(`
  array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions array_prepend
  array_remove array_replace array_reverse array_sample array_shuffle array_sort array_to_json array_to_string array_upper cardinality
  generate_series generate_subscripts trim_array unnest json_array_elements json_array_elements_text json_array_length json_build_array
  json_build_object json_each json_each_text json_extract_path json_extract_path_text json_object json_object_keys json_populate_record
  json_populate_recordset json_scalar json_serialize json_strip_nulls json_to_record json_to_recordset json_typeof jsonb_array_elements
  jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_concat jsonb_each jsonb_each_text
  jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys jsonb_path_exists jsonb_path_exists_tz
  jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_populate_record jsonb_populate_recordset
  jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof row_to_json to_json to_jsonb`);

const RANGES = words(`
  daterange int4multirange int4range int8multirange int8range isempty lower_inc lower_inf multirange nummultirange numrange range_merge
  tsrange tstzrange upper_inc upper_inf`);

const SEARCH = words(`
  array_to_tsvector get_current_ts_config json_to_tsvector jsonb_to_tsvector numnode phraseto_tsquery plainto_tsquery querytree setweight
  strip to_tsquery to_tsvector ts_delete ts_filter ts_headline ts_rank ts_rank_cd tsquery_phrase tsvector_to_array websearch_to_tsquery`);

const OTHERS = words(`
  gen_random_uuid uuid_extract_timestamp uuid_extract_version uuidv4 uuidv7 uuid_generate_v1 uuid_generate_v3 uuid_generate_v4
  uuid_generate_v5 uuid_nil num_nonnulls num_nulls hashtext enum_first enum_last enum_range abbrev broadcast family host hostmask
  inet_merge inet_same_family masklen netmask network set_masklen cosine_distance inner_product l1_distance l2_distance l2_norm
  l2_normalize subvector vector_dims vector_norm`);

/** By their names in small letters. */
export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set([
  ...AGGREGATES,
  ...NUMBERS,
  ...TEXTS,
  ...TIMES,
  ...JSON_AND_ARRAYS,
  ...RANGES,
  ...SEARCH,
  ...OTHERS,
]);
