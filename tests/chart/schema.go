package main

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"sort"
	"strings"
)

// As much of JSON Schema as values.schema.json uses. A keyword it doesn't know is a mistake, or it would be thought to be checked.
type validator struct {
	root map[string]interface{}
}

var keywords = map[string]bool{
	"$schema": true, "title": true, "definitions": true, "$ref": true, "type": true, "properties": true, "additionalProperties": true,
	"required": true, "enum": true, "pattern": true, "minLength": true, "minimum": true, "maximum": true, "items": true,
}

func (v validator) check(path string, schema map[string]interface{}, value interface{}) []string {
	var mistakes []string
	wrong := func(format string, args ...interface{}) {
		mistakes = append(mistakes, fmt.Sprintf("- %s: ", strings.TrimPrefix(path, "."))+fmt.Sprintf(format, args...))
	}
	for keyword := range schema {
		if !keywords[keyword] {
			wrong("the schema's keyword %s is not checked here", keyword)
		}
	}
	if reference, ok := schema["$ref"].(string); ok {
		definition := v.root["definitions"].(map[string]interface{})[strings.TrimPrefix(reference, "#/definitions/")]
		return append(mistakes, v.check(path, definition.(map[string]interface{}), value)...)
	}
	if wanted, ok := schema["type"]; ok && !hasType(wanted, value) {
		wrong("%v is not of type %v", value, wanted)
		return mistakes
	}
	if allowed, ok := schema["enum"].([]interface{}); ok && !contains(allowed, value) {
		wrong("%v is not one of %v", value, allowed)
	}

	switch actual := value.(type) {
	case string:
		if pattern, ok := schema["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(actual) {
			wrong("%q does not match %s", actual, pattern)
		}
		if least, ok := schema["minLength"].(float64); ok && float64(len(actual)) < least {
			wrong("%q is too short", actual)
		}
	case float64:
		if least, ok := schema["minimum"].(float64); ok && actual < least {
			wrong("%v is below %v", actual, least)
		}
		if most, ok := schema["maximum"].(float64); ok && actual > most {
			wrong("%v is above %v", actual, most)
		}
	case []interface{}:
		if items, ok := schema["items"].(map[string]interface{}); ok {
			for index, item := range actual {
				mistakes = append(mistakes, v.check(fmt.Sprintf("%s[%d]", path, index), items, item)...)
			}
		}
	case map[string]interface{}:
		mistakes = append(mistakes, v.checkProperties(path, schema, actual)...)
	}
	return mistakes
}

func (v validator) checkProperties(path string, schema, value map[string]interface{}) []string {
	var mistakes []string
	properties, _ := schema["properties"].(map[string]interface{})
	required, _ := schema["required"].([]interface{})
	for _, name := range required {
		if _, there := value[name.(string)]; !there {
			mistakes = append(mistakes, fmt.Sprintf("- %s: %s is required", strings.TrimPrefix(path, "."), name))
		}
	}

	var names []string
	for name := range value {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if property, known := properties[name].(map[string]interface{}); known {
			mistakes = append(mistakes, v.check(path+"."+name, property, value[name])...)
		} else if others, ok := schema["additionalProperties"].(map[string]interface{}); ok {
			mistakes = append(mistakes, v.check(path+"."+name, others, value[name])...)
		} else if schema["additionalProperties"] == false {
			mistakes = append(mistakes, fmt.Sprintf("- %s: Additional property %s is not allowed", strings.TrimPrefix(path, "."), name))
		}
	}
	return mistakes
}

func hasType(wanted, value interface{}) bool {
	if several, ok := wanted.([]interface{}); ok {
		for _, one := range several {
			if hasType(one, value) {
				return true
			}
		}
		return false
	}
	switch actual := value.(type) {
	case string:
		return wanted == "string"
	case bool:
		return wanted == "boolean"
	case float64:
		return wanted == "number" || (wanted == "integer" && actual == math.Trunc(actual))
	case []interface{}:
		return wanted == "array"
	case map[string]interface{}:
		return wanted == "object"
	default:
		return false
	}
}

func contains(allowed []interface{}, value interface{}) bool {
	for _, one := range allowed {
		if reflect.DeepEqual(one, value) {
			return true
		}
	}
	return false
}
