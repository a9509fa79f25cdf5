namespace Readers.Llrp;

/// <summary>Codes of the LLRPStatus parameter and of the errors within it.</summary>
public enum LlrpStatusCode : ushort
{
    Success = 0,
    MessageParameterError = 100,
    MessageFieldError = 101,
    MessageUnexpectedParameter = 102,
    MessageMissingParameter = 103,
    MessageDuplicateParameter = 104,
    MessageOverflowParameter = 105,
    MessageOverflowField = 106,
    MessageUnknownParameter = 107,
    MessageUnknownField = 108,
    UnsupportedMessage = 109,
    UnsupportedVersion = 110,
    UnsupportedParameter = 111,
    UnexpectedMessage = 112,
    ParameterError = 200,
    FieldError = 201,
    UnexpectedParameter = 202,
    MissingParameter = 203,
    DuplicateParameter = 204,
    OverflowParameter = 205,
    OverflowField = 206,
    UnknownParameter = 207,
    UnknownField = 208,
    ParameterUnsupported = 209,
    InvalidField = 300,
    FieldOutOfRange = 301,
    DeviceError = 401,
}
